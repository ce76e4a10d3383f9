export { idCardExpiring, settlementCardChosen, workerRegistered } from './events.ts'
export { markCardUnusable } from './commands/mark-card.ts'
export { registerContractsToSign, type CountContracts } from './contracts-to-sign.ts'
export { cardById, cardOfPerson, settlementCardOf, type CardView } from './queries/cards.ts'
export {
  checkPayee,
  registrationOf,
  registrationsOf,
  requireRegistered,
  type RegistrationView,
} from './queries/registrations.ts'
