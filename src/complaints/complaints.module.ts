import { Module } from '@nestjs/common';
import { TraceModule } from '../trace/index.js';
import { ComplaintTracesController } from './complaint-traces.controller.js';
import { ComplaintTracesService } from './complaint-traces.service.js';
import { ComplaintsController } from './complaints.controller.js';
import { ComplaintsService } from './complaints.service.js';
import { ReportsController } from './reports.controller.js';
import { ReportsService } from './reports.service.js';

@Module({
  imports: [TraceModule],
  controllers: [ReportsController, ComplaintsController, ComplaintTracesController],
  providers: [ReportsService, ComplaintsService, ComplaintTracesService],
  exports: [ReportsService, ComplaintsService],
})
export class ComplaintsModule {}
