/** The cost–accuracy front: points that nothing cheaper (or as cheap) beats, from cheap to dear. */
export function front<T extends { cost: number; accuracy: number }>(points: readonly T[]): T[] {
  const sorted = [...points].sort((a, b) => a.cost - b.cost || b.accuracy - a.accuracy)
  const kept: T[] = []
  for (const point of sorted) if (point.accuracy > (kept.at(-1)?.accuracy ?? -Infinity)) kept.push(point)
  return kept
}
