// Types of api-types.mjs, for the test.
export const file: string;
export const called: readonly string[];
export function typesOf(document: object): string;
