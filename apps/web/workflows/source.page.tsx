// The file of a workflow, with the lines of the chosen step marked; a click on a line chooses its step.

import { useEffect, useRef } from 'react';
import type { paths } from '../api-types.js';

type Step = paths['/api/workflows/{name}']['get']['steps'][number];

export function Source({
  text,
  steps,
  chosen,
  onChoose,
}: {
  readonly text: string;
  readonly steps: readonly Step[];
  readonly chosen: Step | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const lines = text.trimEnd().split('\n');
  const first = chosen?.line ?? 0;
  const last = chosen === undefined ? 0 : endOf(chosen, lines);
  useEffect(() => {
    const at = box.current?.querySelector<HTMLElement>('[data-first]');
    if (at == null || box.current === null) return;
    // Only the box scrolls; the page stays where it is.
    box.current.scrollTop = at.offsetTop - box.current.offsetTop - 60;
  }, [first]);
  const stepOf = (line: number) => steps.filter((step) => step.line <= line && endOf(step, lines) >= line).at(-1);
  return (
    <div ref={box} className="mr-source" tabIndex={0} role="group" aria-label="The file">
      <pre>
        {lines.map((line, at) => {
          const number = at + 1;
          const isMarked = number >= first && number <= last;
          const step = stepOf(number);
          return (
            // The table of steps below does the same from the keyboard.
            <span
              key={number}
              className="mr-line"
              data-marked={isMarked || undefined}
              data-first={number === first || undefined}
              data-step={step !== undefined || undefined}
              onClick={step === undefined ? undefined : () => onChoose(step.id)}
            >
              <span className="mr-line-number" aria-hidden="true">
                {number}
              </span>
              {line === '' ? ' ' : line}
              {'\n'}
            </span>
          );
        })}
      </pre>
    </div>
  );
}

/** A step ends where something stands no further in than its dash. */
function endOf({ line }: Step, lines: readonly string[]): number {
  const indent = (text: string) => text.length - text.trimStart().length;
  const own = indent(lines[line - 1] ?? '');
  let end = line;
  for (let at = line; at < lines.length; at += 1) {
    const next = lines[at]!;
    if (next.trim() === '') continue;
    if (indent(next) <= own) break;
    end = at + 1;
  }
  return end;
}
