import mongoose from 'mongoose'

/** Connects mongoose's default connection; every read and write is acknowledged by the majority. */
export async function connectDatabase(uri: string, options: { dbName?: string } = {}): Promise<void> {
  await mongoose.connect(uri, {
    autoIndex: false,
    autoCreate: false,
    serverSelectionTimeoutMS: 10_000,
    writeConcern: { w: 'majority' },
    ...(options.dbName ? { dbName: options.dbName } : {}),
  })
}

/** Creates the collections and makes their indexes those of the models, no more and no fewer. */
export async function prepareDatabase(): Promise<void> {
  for (const name of mongoose.modelNames()) {
    const model = mongoose.model(name)
    await model.createCollection()
    await model.syncIndexes()
  }
}

/** Whether the database answers now. */
export async function pingDatabase(): Promise<boolean> {
  try {
    await mongoose.connection.db?.admin().ping()
    return mongoose.connection.readyState === mongoose.ConnectionStates.connected
  } catch {
    return false
  }
}

export async function disconnectDatabase(): Promise<void> {
  await mongoose.disconnect()
}
