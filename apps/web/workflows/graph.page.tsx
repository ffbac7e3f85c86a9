// The picture of a workflow: every step with the runs that came and wait, every way with those that took it. Laid out by dagre.

import { Graph as Layout, layout } from '@dagrejs/dagre';
import { Background, Controls, type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { paths } from '../api-types.js';
import { passed } from './step-table.page.js';

type Workflow = paths['/api/workflows/{name}']['get'];
type Step = Workflow['steps'][number];
type StepNode = Node<{ readonly step: Step; readonly begun: number; readonly isChosen: boolean }, 'step'>;
type EndNode = Node<{ readonly label: string }, 'end'>;

const width = 236;
const height = 84;
const endId = ' end';

export default function Graph({
  workflow,
  chosen,
  onChoose,
}: {
  readonly workflow: Workflow;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const scheme = useComputedColorScheme('light');
  const places = useMemo(() => placesOf(workflow.steps), [workflow.steps]);
  const begun = workflow.steps.find(({ id }) => id === workflow.start)?.entered ?? 0;
  const nodes: (StepNode | EndNode)[] = [
    ...workflow.steps.map((step): StepNode => ({
      id: step.id,
      type: 'step',
      position: places.at(step.id),
      width,
      height,
      data: { step, begun, isChosen: step.id === chosen },
      ariaLabel: `${step.label}: ${step.entered} came, ${step.waiting} wait, ${passed(step)} went on, ${step.stopped + step.failed} dropped out`,
    })),
    {
      id: endId,
      type: 'end',
      position: places.at(endId),
      width: 88,
      height: 36,
      data: { label: 'End' },
      focusable: false,
      selectable: false,
    },
  ];
  const edges: Edge[] = workflow.steps.flatMap((step) =>
    step.ports.map(({ port, to, passed: count }) => ({
      id: `${step.id} ${port}`,
      source: step.id,
      target: to ?? endId,
      label: `${port === 'next' ? '' : `${port} · `}${count.toLocaleString()}`,
      markerEnd: { type: MarkerType.ArrowClosed },
      focusable: false,
      selectable: false,
    })),
  );
  return (
    <div className="mr-graph">
      <ReactFlow<StepNode | EndNode>
        nodes={nodes}
        colorMode={scheme}
        edges={edges}
        nodeTypes={kinds}
        fitView
        fitViewOptions={{ padding: 0.06, minZoom: 0.7, maxZoom: 1 }}
        minZoom={0.2}
        nodesDraggable={false}
        nodesConnectable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        onNodeClick={(_, node) => node.type === 'step' && onChoose(node.id)}
        onSelectionChange={({ nodes: [node] }) => node !== undefined && node.type === 'step' && node.id !== chosen && onChoose(node.id)}
        proOptions={{ hideAttribution: true }}
        aria-label="The workflow as a picture; the table below has the same numbers"
      >
        <Background gap={20} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

const kinds = { step: StepBox, end: EndBox };

function StepBox({ data: { step, begun, isChosen } }: NodeProps<StepNode>) {
  const dropped = step.stopped + step.failed;
  return (
    <div className="mr-step" data-chosen={isChosen || undefined} data-failed={step.failed > 0 || undefined}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className="mr-step-label" title={step.label}>
        {step.label}
      </div>
      <div className="mr-step-counts mr-number">
        <span>
          <b>{step.entered.toLocaleString()}</b> came{begun > 0 && ` · ${((100 * step.entered) / begun).toFixed(0)} %`}
        </span>
        {step.waiting > 0 && (
          <span>
            <b>{step.waiting.toLocaleString()}</b> wait
          </span>
        )}
        {dropped > 0 && (
          <span className="mr-step-lost">
            <b>{dropped.toLocaleString()}</b> {step.failed > 0 ? 'failed or stopped' : 'stopped'}
          </span>
        )}
      </div>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
}

function EndBox({ data: { label } }: NodeProps<EndNode>) {
  return (
    <div className="mr-step mr-step-end">
      <Handle type="target" position={Position.Top} isConnectable={false} />
      {label}
    </div>
  );
}

/** From the top down; no two on one place. */
function placesOf(steps: readonly Step[]) {
  const graph = new Layout({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 56, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of steps) graph.setNode(id, { width, height });
  graph.setNode(endId, { width: 88, height: 36 });
  for (const { id, ports } of steps) for (const { port, to } of ports) graph.setEdge(id, to ?? endId, { width: 60, height: 18 }, port);
  layout(graph);
  return {
    at(id: string) {
      const { x, y, width: wide, height: tall } = graph.node(id) as { x: number; y: number; width: number; height: number };
      return { x: x - wide / 2, y: y - tall / 2 };
    },
  };
}
