// What a timeline is made of.

export const timelineKinds = ['event', 'delivery', 'run', 'task', 'change'] as const;
export const dealTimelineKinds = ['event', 'mail', 'act', 'call', 'payment', 'note', 'task', 'run', 'change'] as const;
export type DealTimelineKind = (typeof dealTimelineKinds)[number];
export type TimelineKind = (typeof timelineKinds)[number];
