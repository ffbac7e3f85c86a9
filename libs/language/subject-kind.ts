// What facts are about.

export type SubjectKind = 'person' | 'account' | 'deal';
