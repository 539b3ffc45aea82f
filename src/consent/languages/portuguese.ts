// Portuguese: word groups and rules. Accents fold away, so `não` is written `nao`.
import type { Language } from '../phrase-rule.js';
import { PORTUGUESE_DOUBTS } from './romance-doubt.js';
import { PORTUGUESE_NET } from './romance-net.js';
import { PORTUGUESE_RETREATS } from './romance-retreats.js';
import { PORTUGUESE_WIDE } from './wide-doubt.js';

const GROUPS = {
  polite:
    'por favor | porfavor | pf | pfv | pfvr | obrigado | obrigada | obg | grato | grata | ' +
    'please | agora | ja | imediatamente | senhor | senhora | gentileza | valeu | ' +
    'vlw | urgente',
  no: 'nao | n | nunca mais | jamais | nunca | naum',
  more: 'mais | nunca mais | nada | jamais | nunca | de novo | novamente | outra vez',
  me: 'me | mim | nos | a gente | eu | pra mim | para mim | p mim | lhe | comigo',
  messages:
    'mensagem | mensagens | messages | message | mensagen | mensajens | menssagem ' +
    '| menssagens | texto | textos | sms | propaganda | propagandas | publicidade | ' +
    'promocao | promocoes | anuncio | anuncios |' +
    'ofertas | oferta | notificacao | notificacoes | lembrete | lembretes | spam | aviso | ' +
    'avisos | alertas | alerta | comunicacao | comunicacoes | torpedo | torpedos | isso | ' +
    'isto | zap | zaps | whatsapp | contato | conteudo | marketing | lixo | coisas | coisa ' +
    '| merda | merdas',
  some:
    'mais | as | os | essas | esses | estas | estes | essa | esse | esta | este | suas | ' +
    'seus | sua | seu | tuas | dessas | desses | dessa | desse | de | do | da | des | tipo | ' +
    'nenhuma | nenhum | qualquer | tanta | tantas | por | texto | a | o | outra | outras | ' +
    'nada | todas | todos | todas as | mensagem | mensagens | sms | uma | um | com | em | pra ' +
    'mim | para mim | pra | ca',
  send: 'mand~ | envi~ | manda | mandem | mande | mandar | encaminh~',
  contact:
    'escrev~ | contat~ | contact~ | perturb~ | incomod~ | chatei~ | chame~ | chama | ' +
    'procure~ | encher | encha~ | enche | importun~ | amol~ | aborrec~ | spam~ | assedi~ | ' +
    'convers~ | entre em contato | entrem em contato | entrar em contato | fale | falem | ' +
    'atorment~',
  contact_inf:
    'mandar | enviar | escrever | perturbar | incomodar | contatar | contactar | ligar | ' +
    'encher | importunar | chatear | amolar | spammar | assediar | entrar em contato | ' +
    'mandando | enviando | perturbando | incomodando | ficar | ficar mandando | receber | ' +
    'me mandar | me enviar | textar | encaminhar | insistir | insistindo | mandem | enviem ' +
    '| contato | chamar',
  number:
    'numero | telefone | tel | celular | contato | nome | dados | cadastro | cel | fone ' +
    '| whatsapp | zap | informacoes | linha | number',
  list:
    'lista | listas | base | base de dados | banco | banco de dados | cadastro | sistema | ' +
    'grupo | contatos | agenda | mailing | lista de contatos | lista de transmissao | ' +
    'transmissao | registro | registros',
  the:
    'a | o | da | do | dessa | desse | desta | deste | sua | seu | suas | seus | essa | ' +
    'esse | esta | este | tua | de | das | dos | todas | todos | as | os | vossa | na | nessa',
} as const;

export const PORTUGUESE: Language = {
  code: 'pt',
  name: 'Portuguese',
  groups: GROUPS,
  retreats: PORTUGUESE_RETREATS,
  rules: [
    {
      name: 'stop_contacting',
      intent: 'opt_out',
      says: [
        '(para | pare | parem | parar | paro | parassem | parasse | cesse | cessem | deixe | ' +
          'deixem | deixa | stop | chega | evite | evitem | suspend~ | parem) (ja)? (de | com ' +
          '| com as | com os | com essas | com esses | com isso de | a){0,1} (me | nos | ' +
          'ficar | ficar me | estar){0,2} (<contact_inf> | <send> | <contact> | enchend~ | ' +
          'encher)',
        '(para | pare | parem | chega | basta | stop | cesse | cessem | suspend~ | cancel~ | ' +
          'desativ~ | interromp~) (de | com)? (receber | mandar | enviar)? <some>{0,3} ' +
          '(mensagem | mensagens | sms | propaganda | propagandas | spam | ' +
          'promocoes | torpedos | notificacoes | anuncios | lembretes | publicidade | textos ' +
          '| alertas | avisos | messages) ($ | <polite> | de | para | pra | a | no)',
        '(podem | pode | da pra | da para | poderia | poderiam | daria pra | quantas vezes ' +
          '_{0,3} pedir (pra | para)) (por favor)? parar ($ | <polite> | com (isso | as | essas) ' +
          '| de (mandar | enviar | me))',
        'quero que (parem | pare | voces parem | isso pare)',
        '(gostaria | quero | prefiro) (de)? nao (receber | ser (contatad~ | incomodad~))',
        '<no> (use | usem | usar | usa) (mais)? (o)? (meu | este | esse) <number>',
        '<no> concordo em receber',
        '(favor | por favor) nao (me)? (<contact_inf> | <contact>) (novamente | mais | $ | ' +
          '<polite>)',
        '(nao)? (quero | desejo) (nao)? (fazer parte | participar) (de | da | dessa | desta ' +
          '| do | desse) <list>',
        '^^ para (pf | pfv | por favor | ja) $$',
        'chega (disso | disto | desses | dessas)',
        '(como) (faco | eu faco | posso | paro | cancelo | eu | que | faz | eu paro | eu ' +
          'cancelo){0,2} (para | pra)? (parar | paro | cancelar | cancelo | deixar | sair | ' +
          'nao | bloquear | me descadastr~ | desativar){0,1} (de)? (receber)? <some>{0,3} ' +
          '(<messages> | lista | $)',
        '(quero | queria | gostaria | preciso) (que)? (parar | pare | parem | parassem | ' +
          'deixar) (de)? (<contact_inf> | <messages> | com)',
        '(ja) (pedi | falei | disse | solicitei | avisei) (pra | para | que | p | varias vezes ' +
          '| mil vezes | # vezes){0,2} (voces | vcs | voce | vc)? (nao | parar | pararem | ' +
          'parem | pare | me tirar | sair | remover | descadastrar)',
      ],
      unlessAfter:
        'nao | nunca | quando | devo | eu | vai | so | posso | isso | nao vou | ele | ela | ' +
        'tem que',
      examples: [
        'pare de mandar mensagem',
        'para de me mandar mensagem',
        'parem de me encher',
        'chega de propaganda',
        'como faço para parar de receber isso',
      ],
      nearMisses: ['Para quando é o plantão?', 'para amanhã então', 'não para de chover'],
    },
    {
      name: 'do_not_contact',
      intent: 'opt_out',
      says: [
        '<no> (me | nos | quero que | quero que me | voltem a | volte a | fique | fiquem | ' +
          'precisa | precisam | e para | e pra | deve | devem | mais | eh pra | autorizo | ' +
          'nem){0,3} (lig~ (e | nem | ou)? (me)?)? <contact> (mais | comigo mais | $ | ' +
          '<polite> | nunca | por | nem | de novo | comigo | com | a | este | esse | em | ' +
          'nesse | neste | conosco)',
        '<no> (me | nos | quero que me | quero que | voltem a | volte a | fique | fiquem | ' +
          'precisa | e para | e pra | mais | nem){0,3} (<send>) (me | mais | para mim | pra ' +
          'mim){0,2} <some>{0,4} (<messages> | nada | mais | $ | <polite>)',
        '<no> (me)? (lig~ | telefon~) (nem | e nem | mais nem | ou) (me)? (<send> | <contact>)',
        '<no> (me)? (ligue | liguem | telefonem) mais',
        '(nao | nunca) (mandar | enviar | contatar | perturbar | incomodar) (mais)? ($ | ' +
          '<polite> | <messages> | nada)',
        '<no> (entre | entrem | entrar) mais em contato',
      ],
      unlessAfter: 'por que | porque | se | ele | ela | voce | vc | pq',
      unlessBefore:
        '(ainda | hoje | antes | ate | agora nao | (o | a) (boleto | recibo | nota | fatura | ' +
        'pedido | conta | contrato)) ',
      examples: [
        'não me mande mais mensagens',
        'não me perturbe mais',
        'não me envie mais mensagens',
        'não me contate mais',
        'não entre mais em contato',
      ],
      nearMisses: [
        'não me manda o boleto ainda',
        'não me ligue, manda mensagem',
        'você não me escreve mais',
      ],
    },
    {
      name: 'do_not_want',
      intent: 'opt_out',
      says: [
        '<no> (quero | desejo | queria | gostaria | queremos | desejamos | tenho interesse | ' +
          'tenho interesse em | preciso | pretendo | aceito | autorizo | solicitei | pedi | ' +
          'gosto de) (mais)? (que)? (de | em)? (receber | recebendo | ver | ter | saber | ' +
          'continuar recebendo | ficar recebendo | ser | estar | ser mais | me mand~ | me ' +
          'envi~ | mandem | enviem | contat~ | o envio | que me | ler){0,2} <some>{0,4} ' +
          '(<messages> | contatad~ | incomodad~ | perturbad~ | receber ($ | mais) | nessa ' +
          'lista | na lista | saber de voces | de voces) ($ | <polite> | de | por | no | na | ' +
          'em | nem | mais | aqui | nao | nesse | para | pra | da)',
        '<no> (quero | desejo) (mais | mas)? receber (mais)? ($ | <polite> | nada)',
        '<no> (quero | desejo) mais ($ | <polite>)',
        '<no> (quero) (nada | saber de nada) ($ | <polite> | disso | de voces)',
      ],
      unlessAfter: 'se | porque | ele | ela',
      unlessBefore: 'ainda',
      examples: [
        'nao quero receber isso',
        'Não quero receber essas mensagens',
        'não desejo receber mais SMS',
        'não quero mais mensagens',
      ],
      nearMisses: ['não quero a garantia', 'não quero mais atraso', 'não tenho interesse'],
    },
    {
      name: 'unsubscribe',
      intent: 'opt_out',
      says: [
        '(descadastr~ | desinscrev~ | desinscri~ | desassin~ | descadastar | desvincul~)',
        '(cancel~ | encerr~ | finaliz~ | anul~ | exclu~ | suspend~) (a | o | minha | meu | ' +
          'essa | esse | esta | estas | essas | este | esses | os | as | todas | mais | de | ' +
          'meus | minhas){0,3} (inscricao | assinatura | cadastro | mensagem | mensagens | ' +
          'sms | notificacoes | notificacao | recebimento | subscricao | envio | lembretes | ' +
          'alertas)',
        '^^ (por favor)? (quero)? sair (da | do | dessa | desse | desta) <the>{0,2} <list> (por ' +
          'favor)? $$',
        'optar (por)? (sair | nao receber)',
        '(quero | gostaria de | desejo | preciso | como | como faco para | como faco pra | ' +
          'como eu | como posso | me deixa | solicito) (sair | sai | saio | a saida | a remocao ' +
          '| ' +
          'remocao | a exclusao | exclusao | retirada) (da | do | de | dessa | desse | desta ' +
          '| $) <the>{0,2} (<list> | $)?',
        '(dar baixa) (no | do | em)? (meu | cadastro)',
      ],
      unlessAfter: 'nao (me | quero | vou | te){0,1} | nunca (me)?',
      unlessBefore: '(consulta | pedido) ',
      examples: [
        'quero me descadastrar',
        'cancelar inscrição',
        'cancela essas mensagens',
        'quero sair da lista',
      ],
      nearMisses: [
        'cancela minha consulta de terça',
        'quero cancelar o pedido',
        'não me descadastre',
      ],
    },
    {
      name: 'remove_me',
      intent: 'opt_out',
      says: [
        '(remov~ | tir~ | retir~ | exclu~ | apag~) (da | dessa | desta | de sua) (lista | ' +
          'listas | base)',
        '(tir~ | remov~ | retir~ | exclu~ | apag~ | delet~ | elimin~ | bloque~ | descart~ | ' +
          'esquec~ | perca | perde | perdam | percam) (por favor)? (o | esse | este | a | os | ' +
          'as | ja){0,1} (meu | ' +
          'minha | este | esse | meus | nosso)? <number> ($ | <polite> | da | do | de | dessa ' +
          '| e | desse | das | dos | aqui | que | dai)',
        '(peco | solicito | exijo | requeiro) (a)? (exclusao | remocao | retirada) (do | dos ' +
          '| de | da){0,1} (meus dados | meu <number> | meus)',
        'vou (te | os)? bloquear (voces | voce | vcs | esse numero | este numero | $)',
        '(peco | solicito | quero | gostaria | desejo) (para | de | que)? (ser | seja | me) ' +
          '(removid~ | excluid~ | retirad~ | descadastrad~)',
        '(interessado | interessada | interesse) ;? (me)? (remov~ | tir~ | exclu~) $',
        '(me) (tir~ | remov~ | retir~ | exclu~ | apag~ | delet~ | elimin~) (por favor)? ($ | ' +
          '<polite> | (da | do | de | dessa | desse | desta | deste | das | dos) <the>{0,2} ' +
          '<list> | daqui | dai | disso)',
        '(tirem | tire | tira | remova | removam | remove | retire | retirem | exclua | ' +
          'excluam | exclui | apague | delete) (me | nos | a gente) (da | do | de | dessa | ' +
          'desse | desta | $) ',
      ],
      unlessAfter: 'nao (me)? | dont | not',
      unlessBefore: '(e (coloque | use | usa)) ',
      examples: [
        'me tira dessa lista',
        'remova meu número',
        'tirem meu número da lista',
        'apaga meu número',
      ],
      nearMisses: [
        'Remove a vaga de sábado, peguei outra',
        'tira o imposto por favor',
        'não me tira da lista',
      ],
    },
    {
      name: 'wrong_number',
      intent: 'opt_out',
      says: [
        '(numero | telefone | contato | celular) (errado | incorreto | trocado | erado)',
        '(pessoa | destinatario) (errada | errado)',
        '(errou | enganou | engano | erraram | confundiu | enganado) (se)? (de | o | no | com ' +
          'o)? (numero | pessoa | telefone | contato)',
        '(esse | este | aqui | isso | esse aqui) (numero | telefone | celular)? (ja)? nao (e | ' +
          'eh | pertence){1,1} (mais)? (o)? (numero | telefone | celular | contato)? (da | do ' +
          '| de | a | ao | dela | dele)',
        '(nao conheco) (nenhum | nenhuma | ninguem | essa pessoa | esse nome | essa mulher | ' +
          'esse homem)',
        'nao (usa | tem | utiliza) mais (esse | este) (numero | telefone | celular)',
        '^^ ;? (desculpe | desculpa | oi | ola)? ;? (foi | e | eh | deve ser)? engano $$',
      ],
      unlessAfter: '(passei | dei) (o)? | o',
      unlessBefore: '(na | no) (nota | pedido)',
      examples: [
        'número errado',
        'você está com o número errado',
        'Esse número não é da Ana',
        'pessoa errada',
      ],
      nearMisses: ['o número está errado, é 5550101', 'endereço errado', 'mudei de número'],
    },
    {
      name: 'leave_me_alone',
      intent: 'opt_out',
      says: [
        '(me | nos) (deixa | deixe | deixem | deixam) (em paz | quieto | quieta | sossegad~)',
        '(deixa | deixe | deixem) (a | o)? (minha | meu | nossa) (familia | mae | pai | ' +
          'esposa | marido | filha | filho) (em paz)',
        '(deixa | deixe | deixem) (me | eu | a gente | nos) (em paz | quieto | quieta)',
        '(some | suma | sumam) (daqui | da minha)',
        '(sai | saia | saiam) (do | da) (meu | minha) (pe | vida | celular)',
        '(vai | vao) (se fuder | se foder | pro inferno | encher)',
      ],
      examples: ['me deixa em paz', 'me deixem em paz', 'deixa eu em paz'],
      nearMisses: ['me deixe um recado', 'deixe o pacote na porta'],
    },
    {
      name: 'no_more',
      intent: 'opt_out',
      says: [
        '(sem | chega | nada | nao | basta | nenhuma){1,1} (de)? (mais)? (de)? (as | essas | ' +
          'suas){0,1} (mensagem | mensagens | sms | propaganda | propagandas | spam | ' +
          'notificacoes | promocoes | textos | messages | avisos | lembretes | ofertas | ' +
          'publicidade | anuncios) ($ | <polite> | de | por)',
        '(revog~ | retir~ | cancel~) (o | a | meu | minha | todo){0,2} (consentimento | ' +
          'permissao | autorizacao)',
        '<no> (dei | autorizei | autorizo | dou | tem | tem minha | tem a minha | concedi | ' +
          'consenti | permiti | permito | voce tem) (permissao | autorizacao | consentimento ' +
          '| o envio | envio | que | meu consentimento | minha autorizacao | o uso | a ' +
          'ninguem) (mand~ | envi~ | de mensagens | para | pra | de | me | do | minha | $)',
        '(se) (continuar | continuarem | mandar | mandarem | insistir | insistirem | voce | ' +
          'voces | me){1,3} (mandando | enviando | de novo | mais | mandar | mandarem | ' +
          'insistir | mandando mensagem)',
      ],
      unlessAfter: 'recebi | tenho | tem | estou | to | fiquei | ha | se | chegou | chegaram',
      examples: [
        'sem mais mensagens',
        'chega de mensagens',
        'revogo meu consentimento',
        'não autorizo o envio de mensagens',
      ],
      nearMisses: [
        'sem mais perguntas, obrigado',
        'chega amanhã o material?',
        'recebi nenhuma mensagem',
      ],
    },
    {
      name: 'bare_stop',
      intent: 'opt_out',
      says: [
        '^^ ((por favor | oi | ola | ja | nao obrigado | nao obrigada | obrigado | ok | nao ; | ' +
          'quero | bom dia | nao tenho interesse) ;?){0,3} (stop | parar | pare | parem | ' +
          'sair | chega | basta | cancelar | cancele | descadastrar | pare ja | para com isso ' +
          '| pare com isso | parem com isso | cancelar tudo | sai fora) ;? ((por favor | ' +
          'obrigado | obrigada | ja | tudo | agora | isso | com isso | imediatamente | nao ' +
          'tenho interesse | de mandar) ;?){0,3} $$',
        '(parem) (por favor | pf | pfv | ja | agora){0,2} $$',
        '(pedido | solicitacao) de (exclusao | remocao | descadastro | cancelamento de ' +
          '(mensagens | sms))',
        '^ (por favor)? (parem | pare) (agora | ja | por favor | com isso){0,2} $',
      ],
      unlessAfter: 'nao | quando | eles | elas | se | que eles',
      examples: ['PARE por favor', 'não obrigado, sair', 'Parem já!'],
      nearMisses: ['sair às 5 pode ser?', 'chega amanhã o material?'],
    },
    {
      name: 'complaint',
      intent: 'review',
      says: [
        '(vou | irei | vamos) (denunciar | bloquear | reportar | processar (voces | voce | vcs | ' +
          '$))',
        '(isso e | isto e | e) (spam | assedio | golpe)',
        '(quem) (te | lhe | deu) (deu)? (o)? meu numero',
        '^^ (bloqueado | bloqueada | bloqueando | denunciado) $$',
        '^^ (nao sou) @ $$',
      ],
      unlessAfter: 'se | vou te',
      examples: ['vou processar vocês', 'isso é spam', 'bloqueado'],
      nearMisses: ['Bloqueia minha agenda dia 15'],
    },
    ...PORTUGUESE_DOUBTS,
    ...PORTUGUESE_WIDE,
    ...PORTUGUESE_NET,
  ],
};
