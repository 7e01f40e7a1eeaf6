import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { PartiesModule } from '../parties/index.js';
import { PeopleModule } from '../people/index.js';
import { SuppliersController } from './suppliers.controller.js';
import { SuppliersService } from './suppliers.service.js';

@Module({
  imports: [AccessModule, PartiesModule, PeopleModule],
  controllers: [SuppliersController],
  providers: [SuppliersService],
  exports: [SuppliersService],
})
export class SuppliersModule {}
