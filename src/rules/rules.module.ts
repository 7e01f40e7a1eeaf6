import { Global, Module } from '@nestjs/common';
import { RulePacks } from './rule-packs.js';

@Global()
@Module({
  providers: [{ provide: RulePacks, useFactory: () => RulePacks.read() }],
  exports: [RulePacks],
})
export class RulesModule {}
