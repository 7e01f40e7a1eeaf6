import { organisationRoles } from '../../src/access/index.js';
import { AccountsService } from '../../src/parties/index.js';
import { startApp, type TestApp } from './app.js';
import { RowCounts } from './row-counts.js';

/** The service, a key of an organisation that may do all there is, and a look at what is stored. */
export class Everything {
  private constructor(
    readonly service: TestApp,
    readonly rows: RowCounts,
    readonly key: string,
  ) {}

  static async start(): Promise<Everything> {
    const service = await startApp();
    const rows = await RowCounts.open(service.server.ownerUrl);
    const account = await service.app.get(AccountsService, { strict: false }).open({
      ...{ kind: 'organisation', name: 'Everything' },
      ...{ roles: organisationRoles, jurisdiction: '000000' },
    });
    return new Everything(service, rows, account.key.text);
  }

  async close(): Promise<void> {
    await this.rows.close();
    await this.service.close();
  }
}
