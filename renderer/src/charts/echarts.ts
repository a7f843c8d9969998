/** ECharts with the parts Fovea draws with and no others. */
import { CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'

use([LineChart, CustomChart, GridComponent, TitleComponent, CanvasRenderer, SVGRenderer])

export { init }
export type { ECharts, EChartsCoreOption } from 'echarts/core'
