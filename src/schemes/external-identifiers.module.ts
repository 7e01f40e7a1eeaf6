import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ProductsModule } from '../products/index.js';
import { ExternalIdentifiersController } from './external-identifiers.controller.js';
import { ExternalIdentifiersService } from './external-identifiers.service.js';

@Module({
  imports: [AccessModule, ProductsModule],
  controllers: [ExternalIdentifiersController],
  providers: [ExternalIdentifiersService],
})
export class ExternalIdentifiersModule {}
