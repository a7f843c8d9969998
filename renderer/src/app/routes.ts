/**
 * Every address of the window. To add a page: write features/<name>/<Name>Page.vue, add one line here (always as
 * `() => import(…)`, so that it is fetched when first opened), and put its words in i18n/en/<name>.ts and i18n/zh-CN/<name>.ts.
 * A stage of a comparison is a child of /comparisons/:id and gets `id` as a prop; other pages get their parameters as props too.
 * A page begins with <PageBar> (ui/PageBar.vue) where it wants a bar; a stage puts its tools into the comparison's bar with
 * <Teleport defer to="#bar-tools">. Under the bar stands <div class="page">…</div>.
 */
import type { RouteRecordRaw } from 'vue-router'

/** The stages of a comparison in their fixed order; keys 1 to 6. */
export const stages = ['plan', 'run', 'result', 'evidence', 'images', 'report'] as const
export type Stage = (typeof stages)[number]

const stagePages: Record<Stage, RouteRecordRaw['component']> = {
  plan: () => import('../features/plan/PlanPage.vue'),
  run: () => import('../features/run/RunPage.vue'),
  result: () => import('../features/result/ResultPage.vue'),
  evidence: () => import('../features/evidence/EvidencePage.vue'),
  images: () => import('../features/images/ImagesStage.vue'),
  report: () => import('../features/report/ReportPage.vue'),
}

export const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/start' },
  { path: '/start', component: () => import('../features/start/StartPage.vue') },
  { path: '/new', component: () => import('../features/plan/NewPage.vue') },
  {
    path: '/comparisons/:id',
    component: () => import('./ComparisonPage.vue'),
    props: true,
    children: [
      { path: '', redirect: (to) => `/comparisons/${String(to.params.id)}/plan` },
      ...stages.map((stage): RouteRecordRaw => ({ path: stage, name: stage, component: stagePages[stage]!, props: true })),
    ],
  },
  { path: '/images', component: () => import('../features/images/ImagesPage.vue') },
  { path: '/evaluations', component: () => import('../features/evaluations/EvaluationsPage.vue') },
  { path: '/evaluations/new', component: () => import('../features/evaluations/NewEvaluationPage.vue') },
  { path: '/evaluations/:id', component: () => import('../features/evaluations/EvaluationPage.vue'), props: true },
  { path: '/runs', component: () => import('../features/runs/RunsPage.vue') },
  { path: '/groups', component: () => import('../features/groups/GroupsPage.vue') },
  { path: '/datasets', component: () => import('../features/datasets/DatasetsPage.vue') },
  { path: '/datasets/:key', component: () => import('../features/datasets/DatasetPage.vue'), props: (to) => ({ dataset: to.params.key }) },
  { path: '/catalogue/models/:entry?', component: () => import('../features/catalogue/ModelsPage.vue'), props: true },
  { path: '/catalogue/articles', component: () => import('../features/catalogue/ArticlesPage.vue') },
  { path: '/catalogue/:entry?', component: () => import('../features/catalogue/CataloguePage.vue'), props: true },
  { path: '/settings', component: () => import('../features/settings/SettingsPage.vue') },
  { path: '/:rest(.*)*', component: () => import('./UnknownPage.vue') },
]
