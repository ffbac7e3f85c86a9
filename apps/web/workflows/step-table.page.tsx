// Every step with how many runs came, wait, went on, were stopped and failed: the picture's numbers, for the keyboard and for readers.

import type { paths } from '../api-types.js';
import { DataTable } from '../parts/data-table.page.js';
import { Panel } from '../parts/panel.page.js';

type Step = paths['/api/workflows/{name}']['get']['steps'][number];

export function StepTable({
  steps,
  chosen,
  onChoose,
}: {
  readonly steps: readonly Step[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <Panel title="Step by step" about="Runs that came to a step, and where they are now">
      <DataTable
        label="Step by step"
        rows={steps}
        idOf={({ id }) => id}
        current={chosen}
        columns={[
          {
            name: 'Step',
            show: ({ id, label }) => (
              <button type="button" className="mr-plain-button mr-step-name" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
                {label}
              </button>
            ),
          },
          { name: 'Came', isNumber: true, show: ({ entered }) => entered.toLocaleString() },
          { name: 'Wait', isNumber: true, show: ({ waiting }) => waiting.toLocaleString() },
          { name: 'Went on', isNumber: true, show: (step) => passed(step).toLocaleString() },
          { name: 'Ended', isNumber: true, show: ({ ended }) => ended.toLocaleString() },
          { name: 'Stopped', isNumber: true, show: ({ stopped }) => stopped.toLocaleString() },
          { name: 'Failed', isNumber: true, show: ({ failed }) => failed.toLocaleString() },
        ]}
      />
    </Panel>
  );
}

export const passed = ({ ports }: Pick<Step, 'ports'>) => ports.reduce((sum, port) => sum + port.passed, 0);
