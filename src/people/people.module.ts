import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { Issuer } from './issuer.js';
import { JoiningService } from './joining.service.js';
import { OidcSignInService } from './oidc-sign-in.service.js';
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
    Issuer,
    OidcSignInService,
  ],
  exports: [
    PeopleService,
    InvitationsService,
    JoiningService,
    OidcSignInService,
    SessionsService,
    SignInService,
  ],
})
export class PeopleModule {}
