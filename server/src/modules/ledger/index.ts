import type { Module } from '../../module.ts'

export const ledgerModule: Module = { name: 'ledger', routes: [] }
