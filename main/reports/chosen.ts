/** A report as its author wants it: own title, question and notes, without some sections and models. What was left out is named, never hidden. */
import { sectionsOf, type ReportChoices } from '../../preload/contract/report.ts'
import type { Text } from '../../preload/contract/text.ts'
import type { Report } from './model.ts'

export interface LeftOut { models: Text[]; sections: ReportChoices['without'] }

/** The baseline stays whatever was chosen: every difference is one to it. */
export function chosen(report: Report, choices: ReportChoices): Report {
  const { plan, result } = report
  const gone = new Set(choices.withoutVariants.filter((id) => id !== plan.baseline))
  const stays = <T extends { variantId: string }>(all: readonly T[]): T[] => all.filter(({ variantId }) => !gone.has(variantId))
  const words = (own: string, given: Text | undefined): Text | undefined => own.trim() || given
  return {
    ...report,
    plan: { ...plan, name: words(choices.title, plan.name)!, ...(words(choices.question, plan.question) ? { question: words(choices.question, plan.question) } : {}) },
    result: { ...result, rows: stays(result.rows), confusion: stays(result.confusion) },
    runs: stays(report.runs), curves: stays(report.curves), looks: stays(report.looks),
    notes: choices.notes.split(/\n\s*\n/).map((paragraph) => paragraph.trim()).filter(Boolean),
    sections: sectionsOf(choices).filter((section) => !choices.without.includes(section)),
    interactive: choices.interactive,
    leftOut: { models: result.rows.filter(({ variantId }) => gone.has(variantId)).map(({ name }) => name), sections: choices.without },
  }
}
