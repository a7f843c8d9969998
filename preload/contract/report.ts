/** Forms of a report, and what of a comparison goes into it. */
import { z } from 'zod'

export const ReportFormat = z.enum(['html', 'pdf', 'markdown', 'latex', 'csv', 'json'])
export type ReportFormat = z.infer<typeof ReportFormat>

/** In the order in which they stand unless the author chose another. */
export const ReportSection = z.enum(['result', 'curves', 'looks', 'cost', 'models', 'data', 'confusion', 'runs', 'not-shown', 'environment', 'repeat'])
export type ReportSection = z.infer<typeof ReportSection>

/** What the user chose for the report of a comparison. Empty words: those of the plan, and no notes. */
export const ReportChoices = z.object({
  title: z.string().max(300).default(''),
  question: z.string().max(2000).default(''),
  /** Paragraphs are parted by an empty line. */
  notes: z.string().max(20_000).default(''),
  without: z.array(ReportSection).default([]),
  /** Sections in the author's order; those not named follow in the usual one. */
  order: z.array(ReportSection).default([]),
  /** Variants left out of tables and charts; the baseline always stays, and the correction for many comparisons counts all that were tested. */
  withoutVariants: z.array(z.string()).default([]),
  /** The small layer of interaction in HTML: sorting, a readout, hiding lines. */
  interactive: z.boolean().default(true),
})
export type ReportChoices = z.infer<typeof ReportChoices>

/** All sections, in the order of a report with these choices. */
export const sectionsOf = ({ order }: Pick<ReportChoices, 'order'>): ReportSection[] => [...new Set([...order, ...ReportSection.options])]
