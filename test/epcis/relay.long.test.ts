// Goal: an answer can be captured elsewhere as it is, each published document in every form that answers have.
import { forms, testRelays } from './relays.js';

testRelays(() => forms);
