import { describe, expect, test } from '@jest/globals';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import { checkEmails } from './check-emails.js';
import { renderEmail } from './render-email.js';
import { renderNotice } from './render-notice.js';

const envelope = { to: 'ana@acme.test', messageId: '<1@acme.example>', unsubscribeUrl: 'https://crm.test/u/abc-_1' };
const ana = { person: { name: 'Ana' } };

/** The small workspace's email with other words. */
function render(files: Record<string, string>, data: Parameters<typeof renderEmail>[2] = ana) {
  const workspace = workspaceOf(Object.fromEntries(Object.entries(files).map(([name, text]) => [`emails/${name}`, text])));
  return renderEmail(workspace.emails.get('welcome')!, workspace, data, envelope);
}
const yaml = (more: string) => `email: welcome\nsubject: "Hi {{person.name}}"\n${more}\n`;

describe('an email', () => {
  test('is one line of subject, html inside its layout, and text made from the html', () => {
    const { letter, missing } = render({
      'welcome/email.yaml': yaml('kind: transactional\npreheader: "For {{person.name}}"'),
      'welcome/body.hbs': '<p>Dear {{person.name}}</p>',
      'partials/layout.hbs': '<body class="x"><main>{{> @partial-block}}</main></body>',
    });
    expect(missing).toEqual([]);
    expect(letter).toMatchObject({
      from: { name: 'Acme', email: 'hello@acme.example' },
      to: 'ana@acme.test',
      subject: 'Hi Ana',
      text: 'Dear Ana',
      template: 'welcome',
      headers: { 'Message-ID': '<1@acme.example>' },
    });
    expect(letter.html).toMatch(/^<body class="x"><div style="display:none[^>]*>For Ana<\/div><main><p>Dear Ana<\/p><\/main><\/body>$/);
    expect(letter.headers).not.toHaveProperty('List-Unsubscribe');
  });

  test('carries one-click unsubscribing (RFC 8058), a link and the postal address when it is marketing, whatever its layout says', () => {
    const { letter } = render({
      'welcome/email.yaml': yaml('kind: marketing'),
      'partials/layout.hbs': '<body>{{> @partial-block}}</body>',
    });
    expect(letter.headers).toMatchObject({
      'List-Unsubscribe': '<https://crm.test/u/abc-_1>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    for (const body of [letter.html, letter.text]) {
      expect(body).toContain('https://crm.test/u/abc-_1');
      expect(body).toContain('1 High Street');
    }
  });

  test('has one footer only where the layout writes it', () => {
    const layout = '<body>{{> @partial-block}}{{#if unsubscribe_url}}<a href="{{unsubscribe_url}}">Stop</a>{{/if}}</body>';
    const { letter } = render({ 'welcome/email.yaml': yaml('kind: marketing'), 'partials/layout.hbs': layout });
    expect(letter.html.match(/crm\.test/g)).toHaveLength(1);
    expect(letter.text.match(/crm\.test/g)).toHaveLength(1);
  });

  test('promise 15: what customers say is never compiled, is escaped in html, and makes no header', () => {
    const name = '<b>{{workspace.name}}</b> {{#each x}}\r\nBcc: all@acme.test';
    const { letter } = render(
      { 'welcome/email.yaml': yaml('kind: transactional'), 'welcome/body.hbs': '<p>{{{person.name}}}</p>' },
      { person: { name } },
    );
    expect(letter.subject).toBe('Hi <b>{{workspace.name}}</b> {{#each x}} Bcc: all@acme.test');
    expect(letter.html).toContain('&lt;b&gt;{{workspace.name}}&lt;/b&gt;');
    expect(letter.html).not.toContain('<b>');
  });

  test('says which of its values are missing, and where', () => {
    const { missing } = render({ 'welcome/body.hbs': '<a href="{{owner.calendar_url}}">{{default owner.name "we"}}</a>' }, {});
    expect(missing).toEqual([
      { part: 'subject', path: 'person.name', at: { line: 1, column: 6, length: 11 } },
      { part: 'html', path: 'owner.calendar_url', at: { line: 1, column: 12, length: 18 } },
    ]);
  });

  test('of a prototype it sees nothing', () => {
    expect(render({ 'welcome/body.hbs': '{{person.constructor}}{{person.__proto__.x}}' }).letter.html).not.toContain('function');
  });
});

describe('checking emails', () => {
  const check = (files: Record<string, string>) =>
    checkEmails(workspaceOf(Object.fromEntries(Object.entries(files).map(([name, text]) => [`emails/welcome/${name}`, text]))));
  const sample = { 'sample.json': '{"person":{"name":"Ana"}}' };

  test('says nothing of an email whose sample fills it', () => {
    expect(check(sample)).toEqual([]);
  });

  test.each([
    ['a variable that the sample has not', { 'body.hbs': '{{person.nam}}' }, 'body.hbs', '{{person.nam}}'],
    ['a variable in the text part', { 'text.hbs': '{{owner.name}}' }, 'text.hbs', '{{owner.name}}'],
    ['a helper that is not there', { 'body.hbs': '{{shout person.name}}' }, 'body.hbs', '{{shout …}} is not known'],
    ['a block that is not there', { 'body.hbs': '{{#repeat 3}}x{{/repeat}}' }, 'body.hbs', '{{#repeat}} is not known'],
    ['the prototype', { 'body.hbs': '{{person.constructor}}' }, 'body.hbs', '{{person.constructor}}'],
    ['a look-up by a computed name', { 'body.hbs': '{{lookup person "name"}}' }, 'body.hbs', '{{lookup …}} is not known'],
  ])('finds %s', (_title, files: Record<string, string>, file, words) => {
    expect(check({ ...sample, ...files })).toEqual([
      expect.objectContaining({
        place: expect.objectContaining({ file: `emails/welcome/${file}` }),
        message: expect.stringContaining(words),
      }),
    ]);
  });

  test('the reference workspace has nothing to find', async () => {
    const { workspace } = compileWorkspace(await readFolder('config'), stepSyntaxes);
    expect(checkEmails(workspace!)).toEqual([]);
    expect(workspace!.emails.size).toBeGreaterThan(0);
  });
});

test('a notice says its words as they are and what it is about', () => {
  const letter = renderNotice(
    { text: 'Ana <asked> for a demo.\nCall her.', workflow: 'inbound', person_id: '7', account_id: null, deal_id: '9' },
    { to: 'nina@acme.test', messageId: '<2@acme.example>', from: { name: 'Acme', email: 'hello@acme.example' } },
  );
  expect(letter.subject).toBe('Ana <asked> for a demo.');
  expect(letter.html).toContain('Ana &lt;asked&gt; for a demo.');
  expect(letter.text).toBe('Ana <asked> for a demo.\nCall her.\n\n-- \nworkflow inbound · deal 9 · person 7\n');
});
