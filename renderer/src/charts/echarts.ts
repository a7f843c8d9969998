/** ECharts with the parts Fovea draws with and no others. */
import { CustomChart, LineChart } from 'echarts/charts'
import { AxisPointerComponent, GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, CustomChart, GridComponent, AxisPointerComponent, CanvasRenderer])

export { init }
export type { ECharts, EChartsCoreOption } from 'echarts/core'
