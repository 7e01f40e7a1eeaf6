import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { PeopleModule } from '../people/index.js';
import { Metrics, type World } from '../platform/index.js';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';
import { AuditTrail } from './audit-trail.js';

@Module({})
export class AuditModule {
  constructor(metrics: Metrics, trail: AuditTrail) {
    metrics.add({
      name: 'furrow_audit_entries_behind',
      help: 'Audit entries of this process that the database has not taken yet.',
      read: () => [{ labels: {}, value: trail.behind }],
    });
  }

  static of({ database, logger }: World): DynamicModule {
    return {
      module: AuditModule,
      imports: [AccessModule, PeopleModule],
      controllers: [AuditController],
      providers: [
        AuditService,
        { provide: AuditTrail, useValue: new AuditTrail(database, logger) },
      ],
    };
  }
}
