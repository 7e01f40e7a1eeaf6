import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ProductsModule } from '../products/index.js';
import { LinksController } from './links.controller.js';
import { LinksService } from './links.service.js';

@Module({
  imports: [AccessModule, ProductsModule],
  controllers: [LinksController],
  providers: [LinksService],
})
export class LinksModule {}
