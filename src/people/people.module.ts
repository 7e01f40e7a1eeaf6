import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { JoiningService } from './joining.service.js';
import { PasswordsService } from './passwords.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [AccessModule],
  controllers: [InvitationsController, PeopleController],
  providers: [
    PasswordsService,
    PeopleService,
    InvitationsService,
    JoiningService,
    SessionsService,
    SignInService,
  ],
  exports: [JoiningService, PeopleService, SessionsService, SignInService],
})
export class PeopleModule {}
