// The settings as what a class asks for in its constructor; read once, at start, before anything else is made.

import type { Settings } from './settings.js';

export class SettingsService {
  constructor(readonly values: Settings) {}
}
