"""Groups of plain English words that a writer may put for each other, as their base forms.

Written by hand for technical prose; some after reading where the verifier failed on eval/questions/pairs-tune.jsonl. A
word may stand in several groups; meaning does not pass on from one group to the next.
"""

GROUPS: tuple[tuple[str, ...], ...] = tuple(
    tuple(group.split())
    for group in """
    reduce decrease lower cut shrink diminish lessen drop fall decline shorten curb limit minimize; increase raise
    boost grow rise enlarge higher heighten elevate extend; improve enhance better strengthen; worsen degrade harm
    hurt impair deteriorate; fast quick rapid swift speedy; accelerate speed quicken; slow sluggish; big large huge
    massive great vast substantial considerable; small little tiny minor modest slight; important crucial critical
    essential vital key central significant core fundamental pivotal; need require demand necessitate call necessary
    must; necessary essential strictly; begin start commence launch initiate onset; end finish stop conclude complete;
    show demonstrate reveal indicate exhibit display illustrate prove expose hint suggest signal; make create produce
    generate build construct form yield turn give; make render turn transform convert translate change; change alter
    modify vary adjust shift update; update revise refresh; get obtain gain acquire receive retrieve take source; keep
    retain preserve maintain hold stay sustain remain intact protect; save store keep record persist; remove delete
    eliminate discard drop strip erase deletion; avoid prevent skip bypass circumvent avert; allow enable permit let
    possible make; block prohibit forbid disallow bar; lose loss lost; split divide partition separate break segment
    apart shard; spread distribute scatter disperse amortize split divide; factor times x fold; level multilevel
    hierarchy; above over beyond exceed more; below under less; benefit strengths advantage pro merit; measure metric
    quantify measurement; vary variable varying differ; round circular; low lower; high higher; unused dead; total
    sum; combine merge join unite unify fuse integrate blend sum add together; collect gather group assemble bundle
    accumulate; contain include comprise cover consist encompass hold feature; use employ utilize apply leverage adopt
    exploit rely usage application mean; help aid assist support facilitate; cause lead induce trigger produce result
    bring make; because due owing since thanks reason cause; result outcome consequence output; goal aim objective
    purpose target intent; aim address target; method approach technique strategy way procedure means; work operate
    function run act perform; run execute execution; perform carry conduct do execute; part portion component piece
    section share; share ratio fraction proportion percentage; common shared share joint; common frequent often usual
    usually typical typically normally generally commonly; rare seldom infrequent; many numerous several multiple
    various; several multiple number; different distinct differing various unlike vary differ; same identical equal
    equivalent; similar alike comparable like resemble; whole entire full complete total; each every all per; across
    over throughout among; between among; about roughly approximately around nearly almost circa some; nearly almost
    near; exact precise accurate; easy simple straightforward; hard difficult challenging tough challenge hurdle;
    problem issue difficulty trouble challenge; expensive costly dear; cheap inexpensive affordable; cost expense
    price overhead burden; benefit advantage strength merit gain pro; drawback disadvantage weakness downside
    limitation con; fail failure break; error mistake fault; wrong incorrect erroneous false; right correct proper;
    check verify validate test inspect audit examine assess; measure gauge quantify assess evaluate; find detect
    identify discover locate spot determine; decide determine choose select pick govern control; choose select pick
    selected chosen selection; track monitor watch follow observe eye; predict forecast anticipate estimate; expect
    anticipate assume; guess estimate approximate; explain describe clarify; say state report claim tell note; ask
    request query; answer reply respond response; send transmit transfer deliver pass; connect link tie attach couple;
    relate relation connect associated link; map project translate; move travel flow shift go; wait idle stall; resume
    continue restart; pause suspend halt interrupt; continue keep resume proceed; learn acquire study; teach train;
    build construct assemble; fix repair mend correct resolve; handle manage deal cope process treat tackle address;
    guide steer direct lead; control govern regulate steer determine manage; tune optimize adjust calibrate set;
    optimal best ideal; balance weigh trade; weight weigh; rank order sort; ordering order sequence arrange; replace
    substitute swap supersede exchange; copy duplicate replicate replica; extra additional further more added;
    redundant duplicate superfluous; excess surplus; compact small dense; recent latest new current modern; modern
    contemporary current today present; old former legacy outdated; current present existing; previous earlier prior
    preceding past; next following subsequent successive later; final last; first initial; direct straight immediate
    directly; simultaneous concurrent parallel concurrently; danger risk hazard threat; attack exploit; strong robust
    powerful; robust resilient; robustness robust; weak fragile poor; stable steady consistent; stabilize stable
    steady; clear plain evident; clean clear; hidden latent concealed; deep profound; enough sufficient adequate;
    insufficient inadequate lacking low poor; free available open; empty blank; unreliable untrustworthy; reliable
    dependable trustworthy; unused idle; quality grade; kind type sort form category class variety; example instance
    sample case; person individual human people user; company firm enterprise business organization; area region zone
    field domain; field area discipline; place location site position spot; step stage phase; level tier layer;
    speedup acceleration faster; long lengthy extended; short brief; scale grow; size magnitude dimension; amount
    quantity volume; number count figure; figure number value; narrative story; document record; data information;
    picture image; rule policy principle; governance govern; task job; tool instrument utility; device equipment
    apparatus; anyone everyone everybody; understand comprehend grasp; comprehension understanding; misunderstanding
    misinterpretation misunderstand; expiry expiration; automatic automated automatically autonomous; manual hand;
    assess evaluate judge appraise; evaluation assessment; effect impact influence affect consequence; depend rely
    hinge; ensure guarantee assure secure sure; degrade deteriorate worsen drop; degradation drop decline
    deterioration; express state write; distinguish differentiate discriminate tell separate; recognize identify; trap
    capture catch; strictly only; highly very heavily strongly; rival compete competitive match; fluctuate vary
    oscillate; fluctuation variation; bottleneck limit constraint; bound limit; restrict limit constrain confine;
    unreachable inaccessible; separately apart; crossing traverse cross; sensitive sensitivity; accuracy accurate
    precision; appear occur emerge arise happen; disappear vanish; exchange swap send; neighbor adjacent nearby; own
    possess have; supply provide offer deliver furnish give; provide offer give supply implement; implement realize
    provide; develop create build design make developer; design create architect; developer creator maker; release
    publish launch; introduce present propose; propose suggest introduce; acquire buy purchase; pay spend; win gain;
    extract pull get derive; derive deduce obtain; compute calculate evaluate work; recompute recalculate; computation
    calculation compute; suited suitable appropriate fit ideal; fit suit match; match correspond agree; violate break
    breach; hide mask conceal; widely broadly commonly; mainly mostly chiefly primarily largely predominantly; primary
    main principal chief major; ability capability capacity; capable able; power strength; scenario case situation
    circumstance; environment setting context; advanced sophisticated; subject topic; viable feasible practical;
    corpus corpora collection; dedicated special specific separate; specific particular certain; general overall
    broad; goal target objective capability; framing frame definition define; behavior conduct; enable allow power;
    explicit express; question query; notice observe; beyond outside over past; outside beyond without; exceed surpass
    above over more; minimum least; maximum most; roadmap plan planning; throw discard; deploy roll; deployment
    rollout; surrounding around; lightweight light; costs cost; unlabeled unlabelled; labeled labelled; neighbor
    neighbour; behavior behaviour; optimize optimise; hurdle challenge obstacle difficulty; typical common usual
    standard; big large high sizeable; volume amount scale; enterprise business corporate; unify consolidate
    integrate; retrain train; scrutinize inspect examine; uncover reveal discover; cheaply inexpensive cheap; halve
    half; double twice; triple threefold; yearly annual; monthly month; daily day; worldwide global; simultaneously
    parallel concurrent once; nowadays today modern current; amount number quantity; enormous huge large massive;
    rapidly quick fast; gradually slow progressive incremental; boost improve speed; sharpen improve; ease simplify
    facilitate; complicate hinder; hinder hamper impede block slow obstruct; foster promote encourage; discourage
    penalize; penalize punish; reward favor; favor prefer; prefer choose; opt choose; decision choice; choice
    selection; alternative option; option choice; variant version variation form type; version release; rewrite
    restate; reflect mirror show; capture represent record; represent denote encode express; describe characterize;
    summarize condense; expand extend grow; broaden widen expand; narrow restrict tighten; strict tight rigorous;
    loose relaxed; rigorous strict thorough; thorough complete rigorous; partial incomplete; missing absent lacking;
    present exist available; available accessible ready; reachable accessible; ready prepared; prepare ready;
    preparation prep; shape form; mold shape; core central heart; heart core center; center central; backbone
    foundation basis; foundation base basis; underpin support underlie; foundational fundamental basic essential;
    basic fundamental simple; standard default common; customary usual; reproducible repeatable; bulk batch; chunk
    piece block; fragment piece; subset part portion; superset whole; remainder rest; leftover residual remaining;
    spare extra; busy active; active live; live online; flaw defect weakness; defect flaw fault; vulnerability
    weakness; disclosure expose reveal leak; leakage leak; privacy confidential private; sensitive private; secret
    private hidden; secure protect safe; safeguard protect guard; shield protect; defend protect; defense protection;
    countermeasure defense; mitigate reduce lessen alleviate; alleviate reduce ease mitigate; relieve reduce ease;
    remedy fix cure; overcome solve address resolve; tackle address handle solve; arise occur emerge stem; stem arise
    originate derive; originate arise come stem; saturate fill; fill populate; empty clear; clear remove; purge remove
    delete; prune remove cut trim; truncate cut; cap limit; ceiling limit maximum; floor minimum; threshold limit
    cutoff; upper maximum; fraction part share portion ratio; majority most; minority few; dozen twelve; pair two
    couple; single one sole individual; individual single each separate; separate distinct individual; jointly
    together joint; alone solely only; solo alone; outperform beat exceed surpass; match equal; rivals competitive;
    contrast differ compare; discrepancy difference gap mismatch; deviation difference drift; shift drift change move;
    migrate move; relocate move; transport move carry; convey carry transfer; relay forward pass; route direct;
    schedule plan; arrange organize order; organize arrange structure; layout arrangement structure; composition
    makeup; ingredient component; component part element module; element component item part; constituent component;
    unit element; node vertex; edge link; peer neighbor; host run; call invoke request; activate trigger start enable;
    fire trigger execute; initialize start; boot start; shutdown stop; interrupt stop; abort stop cancel; retry
    repeat; iterate repeat loop; loop iterate cycle; cycle loop period; period interval duration; duration time
    length; span cover range; range span interval; moment time point; instant moment; delay lag latency postpone;
    postpone delay defer; hasten speed accelerate; tempo speed rate; pace speed rate; velocity speed; throughput rate;
    efficient effective economical; economical efficient cheap; waste squander; save conserve reduce; conserve save
    preserve; economize save; budget allowance; allocate assign distribute; assign allocate give; dedicate assign;
    devote dedicate; reserve hold; occupy fill take; consume use take spend; exhaust deplete; replenish refill; enrich
    improve enhance; augment extend enhance enlarge; supplement augment add complement; attach add join; append add
    attach; insert add inject; embed insert; implant insert; extract pull retrieve; fetch retrieve load get; load
    fetch read; lookup search find; search seek look find; explore search investigate; investigate explore examine
    study; study investigate examine research; analyze examine study; review examine check inspect; audit review
    check; scan inspect check; sample draw; pick select draw; filter screen select; sift filter; curate select; score
    rate rank; rating score; grade score; label annotate tag mark; flag mark detect; signal sign indicate; sign signal
    indication; symptom sign; hint clue suggest; imply suggest mean; infer deduce derive; conclude infer; conclusion
    finding result; insight finding; evidence proof; confirm verify validate; attest confirm verify; certify confirm;
    approve accept; reject refuse deny; ban prohibit forbid; obey follow comply; adhere follow comply; conform match
    comply; oblige require; obligate require; mandate require; mandatory required; compulsory mandatory; voluntary
    optional; freely free; gratis free; sell vend; trade exchange; startup company; supplier vendor provider; customer
    client user; consumer user customer; buyer customer; employee worker staff; team group; crew team; expert
    specialist; professional expert practitioner; engineer developer; programmer developer; scientist researcher;
    author writer creator; reader audience; public open; community group; society community; nation country; law
    regulation legislation; regulation law rule; legal lawful; illegal unlawful; court tribunal; agreement contract
    consensus; clause provision; document file paper; report document; article paper; text document; passage text
    excerpt; paragraph passage; statement sentence claim; claim statement assert; assert claim state; argue claim;
    word term; phrase expression; vocabulary lexicon; language tongue; translation conversion; transformation
    conversion change; traditional classic classical conventional; malicious hostile adversarial; heavy strong; cost
    loss lose; afterwards then later
    """.split(";")
)
