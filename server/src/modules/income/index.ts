import type { Module } from '../../module.ts'
import { routes } from './routes.ts'

export const incomeModule: Module = { name: 'income', routes }
