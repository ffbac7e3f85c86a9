// Emails as compiled.

import type { Place } from './place.js';

export interface EmailDefinition {
  readonly name: string;
  /** Handlebars. */
  readonly subject: string;
  readonly preheader?: string;
  /** `marketing` carries an unsubscribe link and honours it; `transactional` answers what was asked for. */
  readonly kind: 'marketing' | 'transactional';
  /** Handlebars source of the html body, without layout. */
  readonly html: string;
  /** Handlebars source of the text part; made from the html when absent. */
  readonly text?: string;
  readonly layout: string;
  readonly sample: Readonly<Record<string, unknown>>;
  readonly place: Place;
  /** Where the words themselves begin. */
  readonly subjectPlace?: Place;
  readonly preheaderPlace?: Place;
}
