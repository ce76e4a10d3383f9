import type { Module } from '../../module.ts'

export const auditModule: Module = { name: 'audit', routes: [] }
