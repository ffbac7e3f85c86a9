// Hands the settings to every part; the launcher reads them and makes this module with them.

import { type DynamicModule, Module } from '@nestjs/common';
import { SettingsService } from './settings.service.js';
import type { Settings } from './settings.js';

@Module({})
export class SettingsModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SettingsService, useValue: new SettingsService(settings) }],
      exports: [SettingsService],
    };
  }
}
