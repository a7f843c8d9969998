/** Forms of a report. */
import { z } from 'zod'

export const ReportFormat = z.enum(['html', 'pdf', 'markdown', 'latex', 'csv', 'json'])
export type ReportFormat = z.infer<typeof ReportFormat>
