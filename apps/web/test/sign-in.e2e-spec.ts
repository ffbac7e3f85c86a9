// Signing in and out with a password, as a person does.

import { expect, test } from '@jest/globals';
import { inBrowser, password } from './browser.fixture.js';

inBrowser((browsing) => {
  test('who signs out has to sign in again, and a wrong password says so', async () => {
    const { page, server } = browsing;
    await browsing.open('/deals');
    await page.getByRole('button', { name: /Ana Admin/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Millrace' }).waitFor();
    expect(await browsing.barriers()).toEqual([]);
    await page.getByLabel('E-mail').fill('ana@parcelwise.example');
    await page.getByRole('textbox', { name: 'Password' }).fill('not the right one');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Deals' }).waitFor();
    expect(page.url()).toBe(`${server.url}/deals`);
  });

  test('a link that was used says so, and leads on', async () => {
    const { page, server } = browsing;
    await page.goto(server.firstLink);
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    expect(await browsing.barriers()).toEqual([]);
  });

  test('where a provider is set up there is a button to it, and what went wrong on the way is told', async () => {
    const { page } = browsing;
    await page.route('**/api/sign-in', (route) => route.fulfill({ json: { oidc: { name: 'Acme' } } }));
    await browsing.open('/sign-in?problem=no_access');
    await page.getByRole('alert').getByText('Ask an admin for an invitation').waitFor();
    expect(await page.getByRole('link', { name: 'Sign in with Acme' }).getAttribute('href')).toBe('/api/sign-in/oidc');
    expect(await browsing.barriers()).toEqual([]);
    if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/sign-in.png` });
  });
});
