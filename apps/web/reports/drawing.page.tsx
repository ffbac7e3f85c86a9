// Draws a panel on a canvas: ECharts with only what the charts need of it. Everything here is in a chunk of its own, which comes with the
// first chart that is looked at. Tips are drawn on the canvas as well: ECharts' own are HTML with styles that the policy refuses.

import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { colourIn, inksOf, type Look, optionOf } from './option-of.js';
import type { Panel, Series } from './panel.js';

use([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export interface DrawingOf {
  readonly panel: Panel;
  readonly look: Look;
  readonly leads: (column: string) => boolean;
  readonly onPick: (series: Series, at: number) => void;
}

export default function Drawing({ panel, look, leads, onPick }: DrawingOf) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts | null>(null);
  useEffect(() => {
    const made = init(box.current, null, { renderer: 'canvas' });
    chart.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(box.current!);
    return () => {
      observer.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    chart.current?.setOption(optionOf(panel, look, leads), { notMerge: true });
  }, [panel, look, leads]);
  useEffect(() => {
    const made = chart.current;
    const hear = ({ seriesId, dataIndex }: { seriesId?: string; dataIndex?: number }) => {
      const series = panel.series[Number.parseInt(seriesId ?? '', 10)];
      if (series !== undefined && dataIndex !== undefined) onPick(series, dataIndex);
    };
    made?.on('click', hear as never);
    return () => {
      made?.off('click', hear as never);
    };
  }, [panel, onPick]);
  return <div ref={box} className="mr-drawing" aria-hidden />;
}

const width = 1200;
const tall = 420;
const margin = 32;
const scale = 2;

/** The panels under each other with title and legend, as a PNG. */
export function pictureOf(title: string, about: string, panels: readonly Panel[], look: Look): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d')!;
  const { ink, quiet, ground } = inksOf(look);
  const top = 120;
  canvas.width = width * scale;
  canvas.height = (top + panels.length * (tall + 32) + 8) * scale;
  pen.scale(scale, scale);
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, canvas.height);
  const write = (text: string, x: number, y: number, font: string, colour: string, most = width - 2 * margin) => {
    pen.font = `${font} ${look.font}`;
    pen.fillStyle = colour;
    pen.fillText(text, x, y, most);
  };
  write(title, margin, 46, '650 24px', ink);
  write(about, margin, 72, '14px', quiet);
  let x = margin;
  for (const { name, colour } of legendOf(panels)) {
    pen.fillStyle = colourIn(look, colour);
    pen.fillRect(x, 90, 12, 12);
    write(name, x + 18, 101, '14px', ink, 240);
    x += 18 + Math.min(240, pen.measureText(name).width) + 24;
  }
  for (const [at, panel] of panels.entries()) {
    const y = top + at * (tall + 32);
    write(panel.title, margin, y + 14, '600 14px', ink);
    const made = init(document.createElement('div'), null, {
      renderer: 'canvas',
      width: width - 2 * margin,
      height: tall,
      devicePixelRatio: scale,
    });
    made.setOption(optionOf(panel, { ...look, isStill: true, isNarrow: false }, () => false));
    pen.drawImage(made.renderToCanvas({ pixelRatio: scale, backgroundColor: ground }), margin, y + 22, width - 2 * margin, tall);
    made.dispose();
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

export function legendOf(panels: readonly Panel[]): readonly { readonly name: string; readonly colour: number }[] {
  return [...new Map(panels.flatMap(({ series }) => series.map(({ name, colour }) => [name, { name, colour }] as const))).values()];
}
