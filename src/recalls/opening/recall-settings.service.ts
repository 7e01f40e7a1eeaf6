import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { selectOwners } from '../../people/index.js';
import { Database, type Reader } from '../../platform/index.js';
import { CaseLogService } from '../case-log.service.js';
import { putSettings, selectSettings } from './recall-settings.store.js';
import { signaturesAsked, usualSettings, type RecallSettings } from './signing.js';

/** What an organisation asks of its recalls, and how many signatures that is now. */
export interface AskedSettings extends RecallSettings {
  readonly asked: 1 | 2;
}

/** What organisations ask of the opening of their recalls. */
@Injectable()
export class RecallSettingsService {
  constructor(
    private readonly database: Database,
    private readonly caseLog: CaseLogService,
  ) {}

  async get({ organisationId }: Actor): Promise<AskedSettings> {
    return this.read(this.database.as({ organisationId }), organisationId);
  }

  /** As `get`, through the eyes of that organisation. */
  async read(reader: Reader, organisationId: string): Promise<AskedSettings> {
    const settings = (await selectSettings(reader, organisationId)) ?? usualSettings;
    const owners = await selectOwners(reader, organisationId);
    return { ...settings, asked: signaturesAsked(settings, owners.length) };
  }

  /** Holds for what is opened from now on: of an open recall nothing changes. */
  async set(actor: Actor, settings: RecallSettings): Promise<AskedSettings> {
    const { organisationId } = actor;
    await this.database.transaction(
      async (tx) => {
        await putSettings(tx, organisationId, settings);
        this.caseLog.note(tx, { id: organisationId, organisationId }, 'recall-settings-changed');
      },
      { organisationId },
    );
    return this.get(actor);
  }
}
