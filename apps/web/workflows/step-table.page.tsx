// Every step with how many runs came, wait, went on, were stopped and failed: the picture's numbers, for the keyboard and for readers.

import { Table } from '@mantine/core';
import type { paths } from '../api-types.js';
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
      <div className="mr-scroll" tabIndex={0} role="group" aria-label="Step by step">
        <Table verticalSpacing={6} highlightOnHover>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Step</Table.Th>
              {['Came', 'Wait', 'Went on', 'Ended', 'Stopped', 'Failed'].map((name) => (
                <Table.Th key={name} className="mr-right">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((step) => (
              <Table.Tr key={step.id} aria-current={step.id === chosen || undefined} className="mr-step-row">
                <Table.Td>
                  <button
                    type="button"
                    className="mr-plain-button mr-step-name"
                    aria-pressed={step.id === chosen}
                    onClick={() => onChoose(step.id)}
                  >
                    {step.label}
                  </button>
                </Table.Td>
                {[step.entered, step.waiting, passed(step), step.ended, step.stopped, step.failed].map((count, at) => (
                  <Table.Td key={at} className="mr-right mr-number">
                    {count.toLocaleString()}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  );
}

export const passed = ({ ports }: Pick<Step, 'ports'>) => ports.reduce((sum, port) => sum + port.passed, 0);
