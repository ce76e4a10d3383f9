import { describe, expect, test } from 'vitest'
import { entryParameters } from '@/domain/entry-parameters'
import { entryStep } from '@/domain/entry-step'
import { nextStop } from '@/domain/next-stop'

const nobody = {
  ticket: null,
  usedTicket: null,
  faceCheckId: null,
  hasSession: false,
  isWeapp: false,
  inWechat: false,
  wechatFailed: false,
}

describe('the first step of entering', () => {
  test('a browser outside WeChat asks for the phone', () => {
    expect(entryStep(nobody)).toEqual({ kind: 'login-page' })
  })
  test('the WeChat browser goes through WeChat', () => {
    expect(entryStep({ ...nobody, inWechat: true })).toEqual({ kind: 'wechat-oauth' })
  })
  test('a failed trip through WeChat is told and not begun again by itself', () => {
    expect(entryStep({ ...nobody, inWechat: true, wechatFailed: true })).toEqual({ kind: 'wechat-failed' })
  })
  test('the mini-program logs in silently', () => {
    expect(entryStep({ ...nobody, isWeapp: true })).toEqual({ kind: 'mini-program-login' })
  })
  test('a session saves every other way', () => {
    expect(entryStep({ ...nobody, inWechat: true, hasSession: true })).toEqual({ kind: 'go-on' })
  })
  test('a new ticket counts even beside a session', () => {
    expect(entryStep({ ...nobody, hasSession: true, ticket: 'ticket-1234' })).toEqual({
      kind: 'exchange-ticket',
      ticket: 'ticket-1234',
    })
  })
  test('a ticket that was used is not sent again when the page is reloaded', () => {
    const facts = { ...nobody, inWechat: true, ticket: 'ticket-1234', usedTicket: 'ticket-1234' }
    expect(entryStep(facts)).toEqual({ kind: 'wechat-oauth' })
  })
  test('a face check that was begun is taken up', () => {
    expect(entryStep({ ...nobody, isWeapp: true, faceCheckId: 'f1' })).toEqual({
      kind: 'continue-face',
      faceCheckId: 'f1',
    })
  })
})

describe('what the entry page was opened with', () => {
  test('a mini-program code gives its scene percent-encoded', () => {
    expect(entryParameters({ scene: 'abc%2Ddef' }).scene).toBe('abc-def')
  })
  test('a scene of another form is ignored', () => {
    expect(entryParameters({ scene: '<script>' }).scene).toBeNull()
    expect(entryParameters({ scene: '%E0%A4%A' }).scene).toBeNull()
  })
  test('a menu of the Official Account names a page', () => {
    expect(entryParameters({ to: '/pages/income/index' }).returnTo).toBe('pages/income/index')
  })
  test('an address outside of this app is not followed', () => {
    expect(entryParameters({ to: 'https://example.com/pages/income/index' }).returnTo).toBeNull()
    expect(entryParameters({ to: '//example.com' }).returnTo).toBeNull()
  })
})

describe('where a signed-in worker goes', () => {
  test('registration comes before the scanned task', () => {
    expect(nextStop({ registration: 'agreed', scene: 'scene-1', returnTo: null })).toEqual({
      kind: 'page',
      path: 'pages/register/card/index',
    })
  })
  test('who scanned a task ends on that task', () => {
    expect(nextStop({ registration: 'done', scene: 'scene-1', returnTo: 'pages/me/index' })).toEqual({
      kind: 'scene',
      scene: 'scene-1',
    })
  })
  test('a message leads to its page', () => {
    const path = 'pages/payment/index?id=1'
    expect(nextStop({ registration: 'done', scene: null, returnTo: path })).toEqual({ kind: 'page', path })
  })
  test('else the task hall', () => {
    expect(nextStop({ registration: 'done', scene: null, returnTo: null })).toEqual({
      kind: 'page',
      path: 'pages/tasks/index',
    })
  })
})
