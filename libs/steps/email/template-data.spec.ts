import { describe, expect, test } from '@jest/globals';
import type { Scope } from '#libs/language/scope.js';
import type { EmailDefinition } from '#libs/language/email-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { facts, stepOf } from '../step.fixture.js';
import { templateData } from './template-data.js';

const { workspace } = stepOf('email: welcome');
const scope: Scope = {
  now: 0,
  person: facts({ name: 'Ana', email: 'ana@acme.test', user_id: null }, { role: 'admin', 'shoe size': 41 }),
  account: facts({ domain: 'acme.test', contact: { email: 'bea@acme.test' } }, { employees: 60 }),
  event: facts({ name: 'Demo Requested', at: 5 }, { platform: 'shopify' }),
};

function dataOf(html: string, more: Partial<EmailDefinition> = {}, partials: ReadonlyMap<string, string> = new Map()) {
  const email: EmailDefinition = { ...workspace.emails.get('welcome')!, subject: 'Hi', html, ...more };
  return templateData(email, { ...workspace, partials } satisfies Workspace, scope);
}

describe('what travels with an email', () => {
  test.each([
    ['members and traits that are named', '{{person.name}} {{person.role}}', { person: { name: 'Ana', role: 'admin' } }],
    ['the member above the one that is named', '{{account.contact.email}}', { account: { contact: { email: 'bea@acme.test' } } }],
    ['properties of the event, and its meta', '{{event.platform}} {{event.meta.at}}', { event: { platform: 'shopify', meta: { at: 5 } } }],
    ['all of event.meta in a block', '{{#with event.meta}}{{name}}{{/with}}', { event: { meta: { name: 'Demo Requested', at: 5 } } }],
    [
      'all of what stands alone in a block',
      '{{#with account}}{{domain}}{{/with}}',
      { account: { domain: 'acme.test', contact: { email: 'bea@acme.test' }, employees: 60 } },
    ],
    ['what a condition asks', '{{#if person.role}}Hi{{/if}}', { person: { role: 'admin' } }],
    ['nothing of what is unknown or null', '{{person.user_id}} {{person.nothing}}', { person: {} }],
    ['nothing of a subject that is not there', '{{deal.stage}} {{owner.name}}', {}],
    ['nothing of a plain text', 'person.name', {}],
  ])('%s', (_title, html, data) => {
    expect(dataOf(html)).toEqual(data);
  });

  test('subject, preheader, text part and partials are read as well as the body', () => {
    const partials = new Map([['footer', '{{account.domain}}']]);
    expect(dataOf('', { subject: '{{person.name}}', preheader: '{{person.email}}', text: '{{person.role}}' }, partials)).toEqual({
      person: { name: 'Ana', email: 'ana@acme.test', role: 'admin' },
      account: { domain: 'acme.test' },
    });
  });

  test('promise 15: names like __proto__ and constructor carry nothing that was not said', () => {
    const said = JSON.parse('{ "__proto__": { "isAdmin": true }, "role": "admin" }') as Record<string, string>;
    const email = {
      ...workspace.emails.get('welcome')!,
      html: '{{#with person}}{{role}}{{/with}}{{person.constructor}}{{person.__proto__}}',
    };
    const { person } = templateData(email, workspace, { now: 0, person: facts({}, said) });
    expect(Object.getPrototypeOf(person)).toBe(Object.prototype);
    expect(JSON.parse(JSON.stringify(person))).toEqual(said);
    expect(Object.hasOwn(person as object, 'constructor')).toBe(false);
  });
});
