import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, SVGRenderer]);

export interface Bars {
  readonly labels: readonly string[];
  /** One bar for each label, in yuan. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

const width = 960;
const barHeight = 14;
/** Told apart by lightness too, for readers who see no hues. */
const colours = ['#b9c7d9', '#7ba3d0', '#3b78b8', '#123f73'];
/** Without quotation marks: they would end the SVG's own attributes. */
const font = 'Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif';

/** Lying bars, the first label on top, as SVG drawn on the server. */
export function barChart({ labels, series }: Bars): string {
  const rowHeight = series.length * barHeight + 14;
  const chart = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width,
    height: 70 + Math.max(1, labels.length) * rowHeight,
  });
  try {
    chart.setOption({
      animation: false,
      color: colours,
      textStyle: { fontFamily: font },
      legend: { top: 0, left: 0, textStyle: { fontSize: 14 } },
      grid: {
        top: 36,
        left: 8,
        right: 24,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { type: 'value', axisLabel: { fontSize: 12 } },
      yAxis: {
        type: 'category',
        data: [...labels],
        inverse: true,
        axisLabel: { fontSize: 14, width: 220, overflow: 'truncate' },
      },
      series: series.map(({ name, values }) => ({ type: 'bar', name, data: [...values], barGap: '0%' })),
    });
    return chart.renderToSVGString();
  } finally {
    // An undisposed chart keeps timers, and with them the process, alive.
    chart.dispose();
  }
}
