/** A moment as people say it: the time today, else the day. */
import type { Language } from '../../../../preload/contract/text.ts'

export function when(time: number, language: Language, now = Date.now()): string {
  const day = (moment: number) => new Date(moment).toDateString()
  if (day(time) === day(now)) return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(time)
  const days = Math.round((new Date(day(now)).getTime() - new Date(day(time)).getTime()) / 86_400_000)
  if (days === 1) return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-1, 'day')
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) }).format(time)
}
