// Open tasks; done and dismissed at a click, taken back with a reason when the server refuses.

import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMe } from '../frame/use-session.js';
import type { paths } from '../api-types.js';
import { post } from '../api.client.js';
import { isSecondClick } from '../parts/is-second-click.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { Refused } from '../parts/refused.page.js';
import { About } from './about.page.js';

type Task = paths['/api/my-day']['get']['tasks'][number];
type Day = paths['/api/my-day']['get'];

export function Tasks({ tasks, now }: { readonly tasks: readonly Task[]; readonly now: number }) {
  const queries = useQueryClient();
  const me = useMe();
  const answer = useMutation({
    mutationFn: ({ id, as }: { id: string; as: 'done' | 'dismiss' }) => post(`/api/tasks/{id}/${as}`, {}, { id }),
    onMutate: ({ id }) =>
      queries.setQueriesData<Day>({ queryKey: ['my-day'] }, (day) => day && { ...day, tasks: day.tasks.filter((task) => task.id !== id) }),
    // Refused or not: what the server has is read anew, and a task that was not answered is there again.
    onSettled: () => queries.invalidateQueries({ queryKey: ['my-day'] }),
  });
  const mayAnswer = me.data !== undefined && me.data.role !== 'viewer';
  return (
    <Panel title={tasks.length === 0 ? 'Tasks' : `Tasks: ${tasks.length}`}>
      <Refused error={answer.error} mb="xs" title="The task was not answered" />
      {tasks.length === 0 ? (
        <Nothing title="Nothing to do">A workflow’s task step asks you; it appears here.</Nothing>
      ) : (
        <ul className="mr-lines">
          {tasks.map((task) => (
            <li key={task.id}>
              <div className="mr-what">
                <Text size="sm" fw={600}>
                  {task.title}
                </Text>
                {task.note !== null && <Text size="sm">{task.note}</Text>}
                <Text size="xs" className="mr-quiet" component="div">
                  {task.due_at === null ? 'no due time' : Date.parse(task.due_at) < now ? 'was due ' : 'due '}
                  {task.due_at !== null && <Moment at={task.due_at} now={now} />} · {task.workflow}
                </Text>
                <About of={task} />
              </div>
              {mayAnswer && (
                <Group gap={6} className="mr-end">
                  <Button
                    size="compact-sm"
                    onClick={(event) => !isSecondClick(event) && answer.mutate({ id: task.id, as: 'done' })}
                    aria-label={`Done: ${task.title}`}
                  >
                    Done
                  </Button>
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={(event) => !isSecondClick(event) && answer.mutate({ id: task.id, as: 'dismiss' })}
                    aria-label={`Dismiss: ${task.title}`}
                  >
                    Dismiss
                  </Button>
                </Group>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
