import { Controller, Get, Header } from '@nestjs/common';
import { Database } from '../database/index.js';
import { Public } from './public.js';

/** For whoever keeps the process running. */
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  /** The process answers. */
  @Public()
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: string } {
    return { status: 'live' };
  }

  /** The process and its database answer; 503 otherwise. */
  @Public()
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<{ status: string }> {
    await this.database.ping();
    return { status: 'ready' };
  }
}
