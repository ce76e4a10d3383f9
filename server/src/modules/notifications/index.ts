import type { Module } from '../../module.ts'
import { notificationDue } from './notify.ts'
import { sendNotification } from './send-notification.ts'

export const notificationsModule: Module = {
  name: 'notifications',
  routes: [],
  register: (services) => services.jobs.onDue(notificationDue, sendNotification),
}
