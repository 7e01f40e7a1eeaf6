import { Controller, Get, Header } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Problem } from '../../kernel/index.js';
import { Database } from '../database/index.js';
import { HealthView } from './health.dto.js';
import { unavailable } from './http.problems.js';
import { Public } from './public.js';

/** For whoever keeps the process running. */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process answers; if not, start it anew. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): HealthView {
    return { status: 'live' };
  }

  /** The process and its database answer; otherwise send requests elsewhere for a while. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<HealthView> {
    await this.database.ping().catch(() => {
      throw new Problem(unavailable, 'The database does not answer.');
    });
    return { status: 'ready' };
  }
}
