// The driver's own database behind a connection, for what mongoose has no words for.
import { type Connection, mongo } from 'mongoose';

/** @throws MongoNotConnectedError, which counts as trouble of the server, when there is none. */
export function databaseOf({ db }: Pick<Connection, 'db'>): mongo.Db {
  if (!db) throw new mongo.MongoNotConnectedError('MongoDB is not connected');
  return db;
}
