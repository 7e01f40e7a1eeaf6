import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ProductsModule } from '../products/index.js';
import { SharingController } from './sharing.controller.js';
import { SharingService } from './sharing.service.js';

@Module({
  imports: [AccessModule, ProductsModule],
  controllers: [SharingController],
  providers: [SharingService],
})
export class SharingModule {}
