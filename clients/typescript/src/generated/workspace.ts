// Generated from the API's document by `npm run client`; changed there, not here.
// `assent.workspace`
import { type Http, type RequestOptions } from '../http.js';

export interface Brand {
  /** The name that customers know. */
  name: string;
  /** Who is responsible. */
  legalName: string;
  /** Where they are. */
  postalAddress: string;
  /** Whom HELP names. */
  supportPhone: string;
  /** Whom HELP names. */
  supportEmail: string;
  locale?: string;
  termsUrl?: string;
  privacyUrl?: string;
}

export interface Workspace {
  id: string;
  brand: Brand;
  /** True when no marketing is sent on holidays. */
  holidays: boolean;
  /** Sites whose pages may embed <assent-opt-in>. */
  widgetOrigins: string[];
}

export interface WorkspaceChange {
  brand?: {
    /** The name that customers know. */
    name?: string;
    /** Who is responsible. */
    legalName?: string;
    /** Where they are. */
    postalAddress?: string;
    /** Whom HELP names. */
    supportPhone?: string;
    /** Whom HELP names. */
    supportEmail?: string;
    locale?: string | null;
    termsUrl?: string | null;
    privacyUrl?: string | null;
  };
  holidays?: boolean;
  /** The whole list. Each as https://crm.example.com, without a path. */
  widgetOrigins?: string[];
}

export class WorkspaceResource {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  /** The workspace. */
  retrieve(options?: RequestOptions): Promise<Workspace> {
    return this.#http.request({ method: 'GET', path: '/v1/workspace' }, options);
  }

  /**
   * Change the brand, whether marketing rests on holidays, or who may embed the widget.
   * Another name makes new versions of disclosures that are made from it.
   */
  update(params: WorkspaceChange, options?: RequestOptions): Promise<Workspace> {
    return this.#http.request({ method: 'PATCH', path: '/v1/workspace', body: params }, options);
  }
}
