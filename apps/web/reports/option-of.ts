// A panel as ECharts is told to draw it. Colours are told apart by who sees few of them, and stand out from the ground by 3 : 1.

import { mostColours, type Panel, type Series } from './panel.js';

export interface Look {
  readonly isDark: boolean;
  /** Nothing moves. */
  readonly isStill: boolean;
  readonly isNarrow: boolean;
  readonly font: string;
}

export const font = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';

/** After Okabe and Ito, darkened and lightened to stand out. */
const palettes = {
  light: ['#0072b2', '#c24a00', '#00795a', '#9c4a8b', '#5b4bbd', '#8a6d00', '#b03060', '#66707a'],
  dark: ['#58b1f0', '#f2884b', '#2fbf94', '#e58cc3', '#a99cf5', '#e0c02f', '#f28b96', '#a7b0b8'],
} as const;

const inks = {
  light: { ink: '#1f2a33', quiet: '#4d5660', line: '#e4e8eb', ground: '#ffffff', edge: '#bcc4cb' },
  dark: { ink: '#e8ecef', quiet: '#b4bac0', line: '#42474c', ground: '#2e2e2e', edge: '#6a737b' },
} as const;

export const inksOf = ({ isDark }: Look) => inks[isDark ? 'dark' : 'light'];
export const colourIn = ({ isDark }: Look, colour: number): string => palettes[isDark ? 'dark' : 'light'][colour % mostColours]!;

/** @param leads whether a value of this column leads to deals */
export function optionOf(panel: Panel, look: Look, leads: (column: string) => boolean) {
  const { quiet, line, ground, ink, edge } = inksOf(look);
  const { isAcross, stairs, unit } = panel;
  const isFunnel = panel.form === 'funnel';
  const each = stairs?.each ?? 1;
  const label = { color: quiet, fontSize: 11, fontFamily: look.font };
  const names = {
    type: 'category',
    data: panel.labels.flatMap((text) => Array.from({ length: each }, () => text)),
    inverse: isAcross,
    boundaryGap: panel.form !== 'line' || panel.labels.length === 1,
    axisLine: { lineStyle: { color: edge } },
    axisTick: { show: false },
    axisLabel: {
      ...label,
      hideOverlap: true,
      ...(isAcross ? { interval: 0, width: look.isNarrow ? 84 : 120, overflow: 'truncate', color: ink } : {}),
      ...(each > 1 ? { interval: (at: number) => at % each === Math.floor(each / 2) } : {}),
    },
  };
  const numbers = {
    type: 'value',
    show: !isFunnel,
    splitNumber: isAcross ? 2 : look.isNarrow ? 3 : 4,
    ...(unit.isWhole ? { minInterval: 1 } : {}),
    ...(unit.most === null ? {} : { max: unit.most, interval: unit.most / 4 }),
    splitLine: { lineStyle: { color: line } },
    axisLabel: { ...label, hideOverlap: true, formatter: (value: number) => unit.say(value) },
  };
  return {
    animation: !look.isStill,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: look.font },
    grid: { left: 4, right: isFunnel ? 108 : 10, top: 10, bottom: 2, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      axisPointer: {
        type: panel.form === 'line' ? 'line' : 'shadow',
        lineStyle: { color: edge },
        shadowStyle: { color: look.isDark ? 'rgba(255,255,255,.06)' : 'rgba(20,40,60,.06)' },
      },
      backgroundColor: ground,
      borderColor: edge,
      borderWidth: 1,
      padding: [8, 10],
      textStyle: { color: ink, fontSize: 12, lineHeight: 18, fontFamily: look.font },
      // A brace would begin a style of its own.
      formatter: (at: { dataIndex: number } | readonly { dataIndex: number }[]) =>
        (panel.tips[('dataIndex' in at ? at : at[0]!).dataIndex] ?? '').replaceAll('{', '{\u200b'),
    },
    xAxis: isAcross ? numbers : names,
    yAxis: isAcross ? names : numbers,
    series: [
      ...(stairs === null ? [] : [hiddenBase(stairs.base)]),
      ...panel.series.flatMap((series, at) => drawn(series, at, panel, look, leads(series.column))),
    ],
  };
}

function hiddenBase(base: readonly number[]) {
  return {
    id: 'base',
    type: 'bar',
    stack: 'one',
    silent: true,
    itemStyle: { color: 'transparent' },
    data: [...base],
    barCategoryGap: '12%',
  };
}

/** The id begins with the place of the series: whoever is clicked is found by it. */
function drawn(series: Series, at: number, panel: Panel, look: Look, leads: boolean): readonly object[] {
  const color = colourIn(look, series.colour);
  const common = { name: series.name, cursor: leads ? 'pointer' : 'default', emphasis: { disabled: true } };
  if (series.isMark) return [{ ...common, id: String(at), ...mark(series.values, color, panel.isAcross) }];
  const shape = panel.form === 'line' ? line : bar;
  const ways = series.before === null ? [false] : panel.form === 'line' ? [false, true] : [true, false];
  return ways.map((isBefore) => ({
    ...common,
    id: `${at}${isBefore ? ' before' : ''}`,
    silent: isBefore,
    ...shape(isBefore ? series.before! : series.values, color, isBefore, panel, look, at === panel.series.length - 1),
  }));
}

function mark(values: Series['values'], color: string, isAcross: boolean) {
  return {
    type: 'line',
    z: 5,
    data: [...values],
    symbol: 'rect',
    symbolSize: isAcross ? [3, 26] : [30, 3],
    lineStyle: { width: 0 },
    itemStyle: { color },
  };
}

function line(values: Series['values'], color: string, isBefore: boolean) {
  return {
    type: 'line',
    data: [...values],
    showSymbol: !isBefore && values.length <= 40,
    symbol: 'circle',
    symbolSize: 6,
    lineStyle: { color, width: isBefore ? 1.5 : 2, type: isBefore ? 'dashed' : 'solid', opacity: isBefore ? 0.75 : 1 },
    itemStyle: { color },
  };
}

function bar(values: Series['values'], color: string, isBefore: boolean, panel: Panel, look: Look, isLast: boolean) {
  const isStacked = panel.form !== 'bars';
  const isNoted = panel.form === 'funnel' && isLast;
  return {
    type: 'bar',
    // The edge of a bar of no length would be drawn all the same.
    data: values.map((value) => (value === 0 && isStacked && !isNoted ? null : value)),
    barMaxWidth: 36,
    barCategoryGap: panel.stairs === null ? '30%' : '12%',
    ...(isStacked ? { stack: isBefore ? 'before' : 'one' } : {}),
    itemStyle: {
      color,
      opacity: isBefore ? 0.38 : 1,
      borderRadius: panel.stairs === null ? 0 : 1,
      ...(isStacked && panel.stairs === null ? { borderColor: inksOf(look).ground, borderWidth: 0.5 } : {}),
    },
    ...(isNoted
      ? {
          label: {
            show: true,
            position: 'right',
            color: inksOf(look).ink,
            fontSize: 12,
            fontFamily: look.font,
            formatter: ({ dataIndex }: { dataIndex: number }) => panel.notes[dataIndex] ?? '',
          },
        }
      : {}),
  };
}
