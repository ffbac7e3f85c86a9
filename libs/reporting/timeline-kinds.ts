// What a timeline is made of.

export const timelineKinds = ['event', 'delivery', 'run', 'task', 'change'] as const;
export type TimelineKind = (typeof timelineKinds)[number];
